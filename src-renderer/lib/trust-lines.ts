/** How a kind of client comes to trust the CA: what to do in words, and lines for a shell. */
export type TrustLines = { client: string; steps: { text: string; line: string }[] };

/** The name under which the CA's certificate is saved. */
export const CA_FILE = 'lanyard-ca.crt';

/** @param address a base URL of HTTPS */
export const trustLines = (address: string): TrustLines[] => [
  {
    client: 'curl',
    steps: [
      { text: 'For one call:', line: `curl --cacert ${CA_FILE} ${address}/healthz` },
      {
        text: 'Without the file: fetch it, and compare its fingerprint with the one shown here.',
        line: `curl -ko ${CA_FILE} ${address}/ca.crt && openssl x509 -noout -fingerprint -sha256 -in ${CA_FILE}`,
      },
    ],
  },
  {
    client: 'Java',
    steps: [
      {
        text: 'For every program of one Java installation (as administrator):',
        line: `keytool -importcert -noprompt -cacerts -storepass changeit -alias lanyard -file ${CA_FILE}`,
      },
      {
        text: 'Or a truststore of its own for one program. That program then trusts nothing else:',
        line: `keytool -importcert -noprompt -keystore lanyard.p12 -storetype PKCS12 -storepass changeit -alias lanyard -file ${CA_FILE}`,
      },
      {
        text: 'Start it with:',
        line: 'java -Djavax.net.ssl.trustStore=lanyard.p12 -Djavax.net.ssl.trustStorePassword=changeit -jar program.jar',
      },
    ],
  },
  {
    client: 'Windows',
    steps: [
      {
        text: 'For everybody on the machine (as administrator). Browsers, PowerShell and .NET go by it:',
        line: `certutil -addstore -f Root ${CA_FILE}`,
      },
      { text: 'For this user alone:', line: `certutil -user -addstore Root ${CA_FILE}` },
    ],
  },
  {
    client: 'macOS',
    steps: [
      {
        text: 'For everybody on the machine:',
        line: `sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${CA_FILE}`,
      },
    ],
  },
  {
    client: 'Linux',
    steps: [
      {
        text: 'Debian, Ubuntu:',
        line: `sudo cp ${CA_FILE} /usr/local/share/ca-certificates/ && sudo update-ca-certificates`,
      },
      {
        text: 'Fedora, RHEL:',
        line: `sudo cp ${CA_FILE} /etc/pki/ca-trust/source/anchors/ && sudo update-ca-trust`,
      },
    ],
  },
  {
    client: 'Node',
    steps: [
      {
        text: 'Node and Electron programs read one more file when they start:',
        line: `NODE_EXTRA_CA_CERTS=${CA_FILE} node program.js`,
      },
    ],
  },
];
