/** A UUID in hex of either case, whatever its version (RFC 9562 section 4). */
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
