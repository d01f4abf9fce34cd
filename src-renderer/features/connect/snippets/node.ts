import { fileUrl, literal, type Snippet, verifyUrl } from './target.ts';

export const node: Snippet = {
  id: 'node',
  title: 'Node.js',
  about:
    'Node 20 or later, no packages. It checks the licence and the signature of the answer, then downloads and compares the digest.',
  parts: (target) => [
    {
      title: 'lanyard-client.mjs',
      text: `import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

const licenseKey = ${literal(target.key)};
const publicKey = createPublicKey(Buffer.from(${literal(target.publicKeyBase64)}, 'base64'));

const challenge = randomUUID();
const answer = await fetch(${literal(verifyUrl(target))}, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    licenseKey,
    productId: ${literal(target.product.id)},
    hardwareIdentifier: 'my-machine-0001',
    challenge,
  }),
});
const { result } = await answer.json();
if (!result.valid) throw new Error(result.details);
if (!verify('sha256', Buffer.from(challenge), publicKey, Buffer.from(result.challengeResponse, 'hex')))
  throw new Error('The answer is not from the vendor');
console.log(result.details);

const download = await fetch(${literal(fileUrl(target))}, { headers: { 'Want-Repr-Digest': 'sha-256=10' } });
if (!download.ok) throw new Error(await download.text());
const bytes = Buffer.from(await download.arrayBuffer());
const told = /sha-256=:([^:]+):/.exec(download.headers.get('repr-digest') ?? '')?.[1];
if (told !== createHash('sha256').update(bytes).digest('base64')) throw new Error('The file is damaged');
await writeFile(${literal(target.file?.name ?? 'download')}, bytes);
console.log(\`\${bytes.length} bytes downloaded\`);
`,
    },
  ],
};
