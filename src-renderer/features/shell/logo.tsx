/** A lanyard: a strap with a tag at its end. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--mantine-primary-color-filled)" />
      <path d="M10 5.5 16 15l6-9.5" stroke="#fff" strokeWidth="2.4" strokeLinejoin="round" />
      <rect x="10.5" y="15.5" width="11" height="11" rx="2.6" fill="#fff" />
      <circle cx="16" cy="21" r="2.1" fill="var(--mantine-primary-color-filled)" />
    </svg>
  );
}
