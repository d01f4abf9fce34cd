import { fileUrl, literal, type Snippet, verifyUrl } from './target.ts';

export const python: Snippet = {
  id: 'python',
  title: 'Python',
  about:
    'Python 3.8 or later, standard library only. It checks the licence, then downloads and compares the digest.',
  parts: (target) => [
    {
      title: 'lanyard_client.py',
      text: `import base64, hashlib, json, urllib.error, urllib.request

question = {
    "licenseKey": ${literal(target.key)},
    "productId": ${literal(target.product.id)},
    "hardwareIdentifier": "my-machine-0001",
}
request = urllib.request.Request(
    ${literal(verifyUrl(target))},
    data=json.dumps(question).encode(),
    headers={"Content-Type": "application/json"},
)
try:
    with urllib.request.urlopen(request) as answer:
        result = json.load(answer)["result"]
except urllib.error.HTTPError as refused:
    raise SystemExit(json.load(refused)["result"]["details"])
print(result["details"])

download = urllib.request.Request(${literal(fileUrl(target))}, headers={"Want-Repr-Digest": "sha-256=10"})
name, digest = ${literal(target.file?.name ?? 'download')}, hashlib.sha256()
with urllib.request.urlopen(download) as source, open(name, "wb") as copy:
    while chunk := source.read(1 << 16):
        digest.update(chunk)
        copy.write(chunk)
    told = source.headers["Repr-Digest"]
if base64.b64encode(digest.digest()).decode() not in told:
    raise SystemExit("The file is damaged")
print("downloaded", name)
`,
    },
  ],
};
