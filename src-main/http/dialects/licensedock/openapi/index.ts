import { z } from 'zod';
import type { Description } from '../../../openapi/operation.ts';
import { codesOf } from '../../../openapi/write-document.ts';
import { errors, fault, invalid } from '../errors.ts';
import { Activation, Deactivation, Update, usageBeside, Validation } from './answers.ts';
import examples from './examples.json';
import { operations } from './operations.ts';

/** What the LicenseDock dialect tells of itself. */
export const licensedockDescription: Description = {
  dialect: 'licensedock',
  title: 'LicenseDock',
  introduction:
    "Downloads, seats and updates as clients of LicenseDock and Joomla's updater ask for them. The key may be sent as license_key or as dlid everywhere. One address may send 60 requests in 60 seconds to all of it together.",
  tags: {
    downloads: 'The newest release of a product.',
    licences: 'Seats of a licence, and how it stands.',
  },
  security: {},
  pathParameters: z.object({ product_id: z.int().min(0) }),
  glossary: {
    product_id: 'Number of the product.',
    license_key: 'The licence key; upper and lower case differ.',
    dlid: 'The same under the name that Joomla sends; errors are then plain text.',
    identifier: 'What takes a seat: a domain, a user, a device or an instance.',
    name: 'What people call it.',
    product: 'Name of the product.',
    plan: 'The value of the metadata `plan` of the licence.',
    activation_type: 'What kind of identifier takes a seat.',
    activation_limit: 'Seats of the licence; 0 = no limit.',
    activations_used: 'Seats that are taken.',
    expires_at: 'null = never, or not before the first use.',
    identifier_activated: 'Whether the identifier holds a seat; true when none was sent.',
    download_url: 'A path of this server.',
    changelog: 'The notes of the release.',
    file_size: 'In bytes.',
  },
  schemas: { Activation, Deactivation, Validation, Update },
  operations,
  errors,
  invalid,
  fault,
  refusal: ({ id }, these) => {
    const usage = these.includes(errors.seat_limit_reached) ? usageBeside : {};
    const json = {
      type: 'application/json',
      schema: z.strictObject({
        error: z.strictObject({ code: codesOf(these), message: z.string(), ...usage }),
      }),
      example: ({ code, message }: { code: string; message: string }) => ({ error: { code, message } }),
    };
    const text = {
      type: 'text/plain',
      schema: z.string(),
      example: ({ message }: { message: string }) => message,
    };
    return id === 'download' ? [json, text] : [json];
  },
  examples,
};
