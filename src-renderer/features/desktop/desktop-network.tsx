/** Which addresses clients use, and whether other machines may connect. */
export function DesktopNetwork() {
  return null;
}
