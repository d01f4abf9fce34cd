/**
 * `@peculiar/x509` registers its classes with tsyringe, which refuses to load where `Reflect` has no metadata. The classes
 * it registers have none, so that answering "nothing" is all there is to a polyfill. Imported before the library.
 */
Object.assign(Reflect, { getMetadata: () => undefined, getOwnMetadata: () => undefined });
