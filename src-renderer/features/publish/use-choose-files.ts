import { useFileDialog } from '@mantine/hooks';

/** Opens the system's dialog to choose files. @returns a function that opens it */
export function useChooseFiles(onFiles: (files: File[]) => void): () => void {
  const { open } = useFileDialog({
    multiple: true,
    accept: '', // any file; the hook's own default is a pattern that no file has
    resetOnOpen: true,
    onChange: (files) => {
      if (files && files.length > 0) onFiles([...files]);
    },
  });
  return open;
}
