-- Lists of licences by time, page by page, in an order that ties do not shuffle; and licences found by their metadata.

DROP INDEX licenses_created;
CREATE INDEX licenses_created ON licenses (created_at, id);
CREATE INDEX licenses_updated ON licenses (updated_at, id);
CREATE INDEX metadata_license_key ON metadata (key, license_id) WHERE license_id IS NOT NULL;
