import type { Dialect } from '../../../shared/model/enums.ts';
import type { LicenseView, ProductView, ReleaseFileView } from '../../../shared/model/views.ts';

type Sample = {
  vendorId: string;
  api: string;
  product: ProductView;
  release: { file: ReleaseFileView };
  license: LicenseView;
};

/** One ready line of curl per dialect. */
export function demoLines({
  vendorId,
  api,
  product,
  release,
  license,
}: Sample): { dialect: Dialect; purpose: string; line: string }[] {
  const check = JSON.stringify({
    licenseKey: license.key,
    productId: product.id,
    hardwareIdentifier: 'demo-machine-01',
  });
  return [
    {
      dialect: 'lukittu',
      purpose: 'verify the licence (what the classloader sends is encrypted for its client)',
      line: `curl -sS -w '\\n' -H 'Content-Type: application/json' -d '${check}' ${api}/api/v1/client/teams/${vendorId}/verification/verify`,
    },
    {
      dialect: 'cryptlex',
      purpose: 'download',
      line: `curl -fsSL -o demo-cryptlex.jar '${api}/v3/${release.file.id}?key=${license.key}'`,
    },
    {
      dialect: 'licensedock',
      purpose: 'download',
      line: `curl -fsSL -o demo-licensedock.jar '${api}/api/index.php/v1/licensedock/downloads/${product.number}?license_key=${license.key}'`,
    },
    {
      dialect: 'feeds',
      purpose: 'what an updater reads (`lanyard feeds list` has all of them)',
      line: `curl -fsS '${api}/feeds/${product.number}/stable/feed.json?key=${license.key}'`,
    },
  ];
}
