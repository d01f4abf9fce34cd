import { newestUrl, phpLiteral, type Snippet, type Target, xmlText } from './target.ts';

/** What Joomla calls the extension in its manifest: letters, digits and underscores. */
const element = ({ product }: Target): string =>
  product.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '') || `product_${product.number}`;

const base = ({ api }: Target): string => `${api}/api/index.php/v1/licensedock`;

export const php: Snippet = {
  id: 'php',
  title: 'PHP (Joomla)',
  about:
    'Joomla updates an extension by itself once its manifest names the feed; the customer types the licence key as the download key. The script asks LicenseDock’s API.',
  parts: (target) => [
    {
      title: 'In the manifest of the extension',
      text: `<updateservers>
  <server type="extension" priority="1" name="${xmlText(target.product.name)}">${xmlText(`${target.api}/feeds/${target.product.number}/${encodeURIComponent(target.branch ?? 'stable')}/joomla/${element(target)}.xml`)}</server>
</updateservers>
<dlid prefix="dlid=" suffix=""/>
`,
    },
    {
      title: 'lanyard-client.php',
      text: `<?php
$question = http_build_query([
    'license_key' => ${phpLiteral(target.key)},
    'product_id' => ${target.product.number},
]);
$answer = file_get_contents(${phpLiteral(`${base(target)}/licenses/validate`)}, false, stream_context_create(['http' => [
    'method' => 'POST',
    'header' => 'Content-Type: application/x-www-form-urlencoded',
    'content' => $question,
    'ignore_errors' => true,
]]));
$data = json_decode($answer, true);
if (!($data['data']['valid'] ?? false)) {
    exit('The licence is not valid: ' . ($data['error']['message'] ?? $data['data']['status']) . "\\n");
}
if (!copy(${phpLiteral(newestUrl(target))}, ${phpLiteral(target.file?.name ?? 'download.zip')})) {
    exit("The download failed\\n");
}
echo "downloaded\\n";
`,
    },
  ],
};
