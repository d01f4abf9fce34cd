/** What index.html carries where no server put a nonce. */
const PLACEHOLDER = '__CSP_NONCE__';

/** The nonce that the page's policy asks of every style made by a script; empty where the page has none. */
export const styleNonce = ((): string => {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
  return nonce === PLACEHOLDER ? '' : nonce;
})();

// Modals lock the page's scrolling with a style of react-remove-scroll, which looks for the nonce under this name.
if (styleNonce) Object.assign(globalThis, { __webpack_nonce__: styleNonce });
