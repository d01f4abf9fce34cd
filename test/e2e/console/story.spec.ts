import { tellStory } from '../story.ts';
import { test } from './fixtures.ts';

test('from an empty folder to downloads, and to refusals with their reasons', async ({
  page,
  lanyard,
  folder,
}) => {
  test.setTimeout(120_000);
  await tellStory(page, lanyard, folder);
});
