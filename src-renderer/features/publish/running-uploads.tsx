import { Progress, Text, UnstyledButton } from '@mantine/core';
import { Link } from 'react-router';
import { formatCount } from '../../lib/format.ts';
import classes from './running-uploads.module.css';
import { isRunning } from './upload.ts';
import { useUploadList } from './uploads-context.tsx';

/** In the navigation: how far the uploads are, and the way to their product. */
export function RunningUploads() {
  const running = useUploadList().filter(isRunning);
  const [first] = running;
  if (!first) return null;
  const size = running.reduce((sum, { file }) => sum + file.size, 0);
  const sent = running.reduce((sum, upload) => sum + upload.sent, 0);
  const percent = size === 0 ? 0 : Math.floor((sent / size) * 100);
  return (
    <UnstyledButton component={Link} to={`/products/${first.productId}`} className={classes.root}>
      <Text size="xs" mb={6}>
        {formatCount(running.length, 'upload')} · {percent} %
      </Text>
      <Progress value={percent} size="sm" aria-label="All uploads" />
    </UnstyledButton>
  );
}
