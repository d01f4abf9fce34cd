import { packageApp, packagedForTests } from '../../support/electron/package-app.ts';
import { test } from 'playwright/test';

test('package the build', async () => {
  test.setTimeout(900_000); // the first time, the runtime has to be fetched and a native module built
  await packageApp(packagedForTests);
});
