import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router';
import { DesktopTrouble } from '../desktop/desktop-trouble.tsx';
import { useDesktop } from '../desktop/use-desktop.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** What stands around every page. */
export function Shell() {
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure(false);
  const content = useRef<HTMLDivElement>(null);
  const desktop = useDesktop();
  useShortcuts(openHelp);
  useFocusOnNavigation(content);
  useKeepDroppedFilesOut();
  return (
    <AppShell navbar={{ width: 204, breakpoint: 0 }} padding={0}>
      <a
        href="#content"
        className={classes.skip}
        onClick={(event) => {
          event.preventDefault(); // the hash is the address of the page
          content.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <AppShell.Navbar className={classes.navbar} aria-label="Pages">
        <Navigation onHelp={openHelp} />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main}>
        {desktop?.state !== 'failed' && <ConnectionBanner />}
        <div ref={content} id="content" tabIndex={-1} className={classes.content}>
          {desktop?.state === 'failed' && desktop.problem ? (
            <DesktopTrouble problem={desktop.problem} />
          ) : (
            <Outlet />
          )}
        </div>
      </AppShell.Main>
      <ShortcutsHelp opened={help} onClose={closeHelp} />
    </AppShell>
  );
}

/** Someone who moves by keyboard or listens goes on where the new page begins. */
function useFocusOnNavigation(content: React.RefObject<HTMLElement | null>): void {
  const [, area, item] = useLocation().pathname.split('/');
  const page = area === 'products' ? `${area}/${item ?? ''}` : area; // elsewhere an item is a drawer over the same page
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    content.current?.focus();
    content.current?.scrollTo(0, 0);
  }, [page, content]);
}

/** A file dropped beside a drop zone would replace the pages by its content. */
function useKeepDroppedFilesOut(): void {
  useEffect(() => {
    const ignore = (event: DragEvent) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', ignore);
    window.addEventListener('drop', ignore);
    return () => {
      window.removeEventListener('dragover', ignore);
      window.removeEventListener('drop', ignore);
    };
  }, []);
}
