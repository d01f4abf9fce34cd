import { fileUrl, newestUrl, shellWord, type Snippet, type Target, verifyUrl } from './target.ts';

const nameOf = ({ file }: Target): string => file?.name ?? 'download';

/** What a client asks about its licence; `challenge` has the answer signed. */
const question = ({ key, product }: Target): string =>
  JSON.stringify({ licenseKey: key, productId: product.id, hardwareIdentifier: 'my-machine-0001' });

export const curl: Snippet = {
  id: 'curl',
  title: 'curl',
  about:
    'Downloads under the name that the server gives; the second line goes on with a download that broke off.',
  parts: (target) => [
    { title: 'Download', text: `curl -fOJL ${shellWord(fileUrl(target))}` },
    {
      title: 'Go on with it',
      text: `curl -fL -C - -o ${shellWord(nameOf(target))} ${shellWord(fileUrl(target))}`,
    },
    { title: 'The newest release, whatever it is', text: `curl -fOJL ${shellWord(newestUrl(target))}` },
    {
      title: 'Check the licence',
      text: `curl -H 'Content-Type: application/json' -d ${shellWord(question(target))} ${shellWord(verifyUrl(target))}`,
    },
  ],
};

export const wget: Snippet = {
  id: 'wget',
  title: 'wget',
  about: 'The second line goes on with a download that broke off, exactly where it stopped.',
  parts: (target) => [
    { title: 'Download', text: `wget --content-disposition ${shellWord(fileUrl(target))}` },
    { title: 'Go on with it', text: `wget -c -O ${shellWord(nameOf(target))} ${shellWord(fileUrl(target))}` },
  ],
};

export const aria2: Snippet = {
  id: 'aria2',
  title: 'aria2',
  about:
    'Downloads in several parts at once, and compares the digest that the server tells with what arrived.',
  parts: (target) => [
    {
      title: 'Download',
      text: `aria2c -x 4 -s 4 -k 1M ${shellWord(fileUrl(target))}`,
    },
  ],
};
