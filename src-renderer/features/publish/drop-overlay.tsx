import { Portal, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import classes from './drop-overlay.module.css';
import { droppedFiles } from './dropped-files.ts';

type DropOverlayProps = {
  /** Where the files will go, e.g. the product's name. */
  target: string;
  onFiles: (files: File[]) => void;
  /** Told of folders, which cannot be published. */
  onFolders: (names: string[]) => void;
};

/** Makes the whole window a place to drop files while it is shown, and says so while something is dragged over it. */
export function DropOverlay({ target, onFiles, onFolders }: DropOverlayProps) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0; // enter and leave come for every element that the pointer crosses
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const { files, folders } = droppedFiles(event.dataTransfer!);
      if (files.length > 0) onFiles(files);
      if (folders.length > 0) onFolders(folders);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const;
    // Before the shell's own listener, which keeps files out everywhere else.
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name as 'drop', listener, { capture: true });
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name as 'drop', listener, { capture: true });
    };
  }, [onFiles, onFolders]);
  if (!over) return null;
  return (
    <Portal>
      <div className={classes.root}>
        <Stack align="center" gap="xs" className={classes.card}>
          <IconFileUpload size={48} stroke={1.5} />
          <Text fw={600} size="lg" ta="center">
            Drop the files to publish them
          </Text>
          <Text dir="auto" lineClamp={2} ta="center">
            {target}
          </Text>
        </Stack>
      </div>
    </Portal>
  );
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
