import { createHashRouter } from 'react-router';
import { BlacklistPage } from './features/blacklist/blacklist-page.tsx';
import { ConnectPage } from './features/connect/connect-page.tsx';
import { ApiKeysPage } from './features/api-keys/api-keys-page.tsx';
import { CustomersPage } from './features/customers/customers-page.tsx';
import { DownloadsPage } from './features/downloads/downloads-page.tsx';
import { LicensesPage } from './features/licenses/licenses-page.tsx';
import { OverviewPage } from './features/overview/overview-page.tsx';
import { ProductPage } from './features/products/product-page.tsx';
import { ProductsPage } from './features/products/products-page.tsx';
import { NotFoundPage } from './features/shell/not-found-page.tsx';
import { BrokenPage } from './features/shell/broken-page.tsx';
import { Shell } from './features/shell/shell.tsx';

/** The pages by their address. It lies after the hash, so that no server needs to know it. */
export const createRouter = () =>
  createHashRouter([
    {
      element: <Shell />,
      errorElement: <BrokenPage />,
      children: [
        {
          errorElement: <BrokenPage />,
          children: [
            { index: true, element: <OverviewPage /> },
            { path: 'products', element: <ProductsPage /> },
            { path: 'products/:productId', element: <ProductPage /> },
            { path: 'licenses/:licenseId?', element: <LicensesPage /> },
            { path: 'connect', element: <ConnectPage /> },
            { path: 'customers', element: <CustomersPage /> },
            { path: 'api-keys', element: <ApiKeysPage /> },
            { path: 'downloads', element: <DownloadsPage /> },
            { path: 'blacklist', element: <BlacklistPage /> },
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);
