import type { Dialect as DialectName } from '../../../../shared/model/enums.ts';
import type { Description } from '../operation.ts';

type Described = Readonly<Record<DialectName, Description>>;

/** Scripts and styles are files of this server; Swagger UI has pictures in its style sheet. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** `/docs`: which documents there are. */
export const listPage = (described: Described): string =>
  frame(
    described,
    null,
    'API reference',
    `<main class="list"><h1>API reference</h1>${Object.values(described)
      .map(
        ({ dialect, title, introduction }) =>
          `<h2><a href="/docs/${dialect}">${title}</a></h2><p>${escape(introduction)}</p>` +
          `<p><a href="/openapi/${dialect}.json">OpenAPI 3.1 document of ${title}</a></p>`,
      )
      .join('')}</main>` +
      '<footer class="list"><p>The pages are Swagger UI (<a href="/docs/assets/swagger-ui.txt">licences</a>).</p></footer>',
  );

/** `/docs/{dialect}`: its operations, to read and to try out. */
export const dialectPage = (described: Described, { dialect, title }: Description): string =>
  frame(
    described,
    dialect,
    `${title} API`,
    `<div id="operations"></div><script src="/docs/assets/swagger-ui.js"></script><script src="/docs/assets/page.js"></script>`,
  );

const frame = (described: Described, current: DialectName | null, title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title} – Lanyard</title><link rel="icon" href="data:,">` +
  (current ? '<link rel="stylesheet" href="/docs/assets/swagger-ui.css">' : '') +
  `<link rel="stylesheet" href="/docs/assets/page.css"></head>` +
  `<body${current ? ` data-document="/openapi/${current}.json"` : ''}>` +
  `<nav aria-label="Dialects">${links(described, current)}</nav>${body}</body></html>\n`;

const links = (described: Described, current: DialectName | null): string =>
  [
    `<a href="/docs"${current ? '' : ' aria-current="page"'}>API reference</a>`,
    ...Object.values(described).map(
      ({ dialect, title }) =>
        `<a href="/docs/${dialect}"${dialect === current ? ' aria-current="page"' : ''}>${title}</a>`,
    ),
  ].join('');

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
