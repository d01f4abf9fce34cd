import { Badge, createTheme, type CSSVariablesResolver, Drawer, Modal, Tooltip } from '@mantine/core';

const closeButtonProps = { 'aria-label': 'Close' };

/** Plain and quiet: one accent, system fonts, and sizes that fit much into a small window. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace',
  headings: {
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, multiline: true, maw: 420, withArrow: true } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, closeButtonProps },
      styles: { title: { fontWeight: 600 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps }, styles: { title: { fontWeight: 600 } } }),
  },
});

/** Mantine's softer greys and reds miss the contrast of WCAG 2 AA; these reach it on every surface they are used on. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c636a',
    '--mantine-color-placeholder': '#697077',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-yellow-light-color': '#7a4b00',
    '--mantine-color-orange-light-color': '#9c3a00',
    '--mantine-color-teal-light-color': '#06664a',
    '--lanyard-surface': 'var(--mantine-color-gray-0)',
    '--lanyard-selected': 'var(--mantine-color-indigo-0)',
    '--lanyard-border': 'var(--mantine-color-gray-3)',
  },
  dark: {
    '--mantine-color-dimmed': '#a9abad',
    '--mantine-color-placeholder': '#9a9c9e',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--lanyard-surface': 'var(--mantine-color-dark-8)',
    '--lanyard-selected': 'color-mix(in srgb, var(--mantine-color-indigo-9) 28%, transparent)',
    '--lanyard-border': 'var(--mantine-color-dark-4)',
  },
});
