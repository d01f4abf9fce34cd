import { fileUrl, powerShellWord, type Snippet, verifyUrl } from './target.ts';

export const powershell: Snippet = {
  id: 'powershell',
  title: 'PowerShell',
  about: 'Windows PowerShell 5.1 and later.',
  parts: (target) => [
    {
      title: 'Download',
      text: `Invoke-WebRequest -UseBasicParsing -Uri ${powerShellWord(fileUrl(target))} -OutFile ${powerShellWord(target.file?.name ?? 'download')}`,
    },
    {
      title: 'Check the licence',
      text: [
        `$question = @{`,
        `  licenseKey = ${powerShellWord(target.key)}`,
        `  productId = ${powerShellWord(target.product.id)}`,
        `  hardwareIdentifier = 'my-machine-0001'`,
        `} | ConvertTo-Json`,
        `Invoke-RestMethod -Method Post -ContentType 'application/json' -Body $question -Uri ${powerShellWord(verifyUrl(target))}`,
      ].join('\n'),
    },
  ],
};
