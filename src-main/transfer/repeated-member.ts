/** A text, or a sign that says where objects and lists begin and end and where members do. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/**
 * The name of a member that an object of a JSON text has twice, of which `JSON.parse` silently takes the last; null where
 * there is none.
 * @param text valid JSON
 */
export function repeatedMember(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let isNameNext = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const names = open.at(-1);
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ',' && isNameNext && names) {
      const name = JSON.parse(token) as string;
      if (names.has(name)) return name;
      names.add(name);
    }
    isNameNext = token === '{' || token === ',';
  }
  return null;
}
