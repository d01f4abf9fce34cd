import { feedUrl, literal, type Snippet } from './target.ts';

export const electronUpdater: Snippet = {
  id: 'electron-updater',
  title: 'electron-updater',
  about: 'The key in the address stays on every request: the feed, the blockmaps and the installer.',
  parts: (target) => [
    {
      title: 'In electron-builder.yml',
      text: `publish:
  provider: generic
  url: ${literal(feedUrl(target))}
`,
    },
    {
      title: 'In the main process',
      text: `import electronUpdater from 'electron-updater';

const { autoUpdater } = electronUpdater;
autoUpdater.setFeedURL({
  provider: 'generic',
  url: ${literal(`${feedUrl(target)}/?key=${encodeURIComponent(target.key)}`)},
});
void autoUpdater.checkForUpdatesAndNotify();
`,
    },
  ],
};
