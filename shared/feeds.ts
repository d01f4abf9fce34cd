/** What an update feed can be asked as. */
export type FeedAddress = {
  id: string;
  /** Whom it is for. */
  title: string;
  /** What the address is put into, and what it does there. */
  purpose: string;
  /** Below the base URL of the API. */
  path: string;
};

type Asked = {
  productNumber: number;
  /** null = the default line. */
  branch: string | null;
  /** A licence key, or what stands for one. */
  licenseKey: string;
};

/** The feeds of one line of a product (docs/api-feeds.md), the one that most people want first. */
export function feedAddresses({ productNumber, branch, licenseKey }: Asked): FeedAddress[] {
  const line = `/feeds/${productNumber}/${encodeURIComponent(branch ?? 'stable')}`;
  const key = `?key=${encodeURIComponent(licenseKey)}`;
  return [
    {
      id: 'electron-updater',
      title: 'electron-updater',
      purpose: 'url of the generic provider: Windows, macOS and Linux, with differential downloads',
      path: `${line}/${key}`,
    },
    {
      id: 'sparkle',
      title: 'Sparkle',
      purpose: 'SUFeedURL of a Mac app: the appcast, signed once there is a feed key',
      path: `${line}/appcast.xml${key}`,
    },
    {
      id: 'squirrel-windows',
      title: 'Squirrel.Windows',
      purpose: 'update URL: RELEASES beside the .nupkg packages',
      path: `${line}${key}`,
    },
    {
      id: 'squirrel-mac',
      title: 'Squirrel.Mac',
      purpose: "feed URL of Electron's autoUpdater with serverType json",
      path: `${line}/RELEASES.json${key}`,
    },
    {
      id: 'joomla',
      title: 'Joomla',
      purpose:
        'update server in the manifest, with the name of the extension; the site adds the key to the download',
      path: `${line}/joomla/com_example.xml`,
    },
    {
      id: 'json',
      title: 'JSON',
      purpose: 'the newest release with its files, for programs of your own',
      path: `${line}/feed.json${key}`,
    },
    {
      id: 'checksums',
      title: 'SHA256SUMS',
      purpose: 'checksums of the newest release for sha256sum -c',
      path: `${line}/SHA256SUMS${key}`,
    },
    {
      id: 'checksums-signature',
      title: 'SHA256SUMS.minisig',
      purpose: 'their signature with the feed key, for minisign -V',
      path: `${line}/SHA256SUMS.minisig${key}`,
    },
  ];
}
