/** Bumped when stored or generated data would be read wrongly: the sandbox then starts afresh with the same seed. */
export const dataVersion = 5

export const tables = `
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, scopes TEXT NOT NULL, expires INTEGER, own INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS orders (
  n INTEGER PRIMARY KEY, created INTEGER NOT NULL, processed INTEGER NOT NULL, updated INTEGER NOT NULL,
  email TEXT, customer INTEGER, financial TEXT NOT NULL, fulfillment TEXT NOT NULL, state TEXT NOT NULL,
  test INTEGER NOT NULL, tags TEXT NOT NULL, gateways TEXT NOT NULL, source TEXT NOT NULL, po TEXT,
  skus TEXT NOT NULL, body TEXT);
CREATE TABLE IF NOT EXISTS customers (
  id INTEGER PRIMARY KEY, email TEXT, phone TEXT, first TEXT, last TEXT, tags TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS companies (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, external TEXT, created INTEGER NOT NULL, updated INTEGER NOT NULL,
  body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS company_locations (
  id INTEGER PRIMARY KEY, company INTEGER NOT NULL, name TEXT NOT NULL, external TEXT, created INTEGER NOT NULL,
  updated INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS company_contacts (
  id INTEGER PRIMARY KEY, company INTEGER NOT NULL, customer INTEGER NOT NULL, created INTEGER NOT NULL,
  updated INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (company, customer));
CREATE TABLE IF NOT EXISTS company_roles (
  id INTEGER PRIMARY KEY, company INTEGER NOT NULL, contact INTEGER NOT NULL, location INTEGER NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (contact, location));
CREATE TABLE IF NOT EXISTS definitions (
  id INTEGER PRIMARY KEY, owner TEXT NOT NULL, namespace TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL,
  name TEXT NOT NULL, description TEXT, created INTEGER NOT NULL, UNIQUE (owner, namespace, key));
CREATE TABLE IF NOT EXISTS products (
  id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE, title TEXT NOT NULL, vendor TEXT NOT NULL, status TEXT NOT NULL,
  tags TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS variants (
  id INTEGER PRIMARY KEY, product INTEGER NOT NULL, position INTEGER NOT NULL, sku TEXT, barcode TEXT,
  price INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS collections (
  id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE, title TEXT NOT NULL, created INTEGER NOT NULL,
  updated INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS collection_products (
  collection INTEGER NOT NULL, product INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (collection, product)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS published (
  owner TEXT NOT NULL, publication INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (owner, publication)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, alt TEXT, source TEXT NOT NULL, status TEXT NOT NULL, error TEXT, hash TEXT,
  mime TEXT, size INTEGER, width INTEGER, height INTEGER, created INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS blobs (hash TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS product_media (
  product INTEGER NOT NULL, file INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (product, file)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tasks (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, args TEXT NOT NULL, result TEXT, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS levels (
  item INTEGER NOT NULL, location INTEGER NOT NULL, active INTEGER NOT NULL, available INTEGER NOT NULL, committed INTEGER NOT NULL,
  incoming INTEGER NOT NULL, updated INTEGER NOT NULL, PRIMARY KEY (item, location)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS metafields (
  id INTEGER PRIMARY KEY, owner TEXT NOT NULL, namespace TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL,
  value TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, UNIQUE (owner, namespace, key));
CREATE TABLE IF NOT EXISTS idempotency (
  key TEXT PRIMARY KEY, input TEXT NOT NULL, at INTEGER NOT NULL, memo TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hooks (
  id INTEGER PRIMARY KEY, topic TEXT NOT NULL, uri TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
  body TEXT NOT NULL, UNIQUE (topic, uri));
CREATE TABLE IF NOT EXISTS deliveries (
  id TEXT PRIMARY KEY, hook INTEGER NOT NULL, attempt INTEGER NOT NULL, due INTEGER NOT NULL, headers TEXT NOT NULL,
  body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bulk_operations (
  id INTEGER PRIMARY KEY, type TEXT NOT NULL, status TEXT NOT NULL, error TEXT, document TEXT NOT NULL, upload TEXT,
  grouped INTEGER NOT NULL, scopes TEXT NOT NULL, secret TEXT NOT NULL, created INTEGER NOT NULL, completed INTEGER,
  objects INTEGER NOT NULL, roots INTEGER NOT NULL, bytes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS bulk_pieces (
  operation INTEGER NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (operation, n));
CREATE TABLE IF NOT EXISTS uploads (
  path TEXT PRIMARY KEY, resource TEXT NOT NULL, method TEXT NOT NULL, mime TEXT NOT NULL, form TEXT NOT NULL,
  created INTEGER NOT NULL, body BLOB);`

/** By name, so that a reset can put them up after the rows: a hundred thousand orders go in twice as fast. */
export const indexes: Readonly<Record<string, string>> = {
  orders_created: 'CREATE INDEX IF NOT EXISTS orders_created ON orders (created, n)',
  orders_processed: 'CREATE INDEX IF NOT EXISTS orders_processed ON orders (processed, n)',
  orders_updated: 'CREATE INDEX IF NOT EXISTS orders_updated ON orders (updated, n)',
  orders_customer: 'CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer)',
  idempotency_at: 'CREATE INDEX IF NOT EXISTS idempotency_at ON idempotency (at)',
  customers_email: 'CREATE UNIQUE INDEX IF NOT EXISTS customers_email ON customers (lower(email))',
  customers_phone: 'CREATE UNIQUE INDEX IF NOT EXISTS customers_phone ON customers (phone)',
  companies_external: 'CREATE UNIQUE INDEX IF NOT EXISTS companies_external ON companies (external)',
  company_locations_external:
    'CREATE UNIQUE INDEX IF NOT EXISTS company_locations_external ON company_locations (external)',
  company_locations_company: 'CREATE INDEX IF NOT EXISTS company_locations_company ON company_locations (company)',
  company_contacts_customer: 'CREATE INDEX IF NOT EXISTS company_contacts_customer ON company_contacts (customer)',
  company_roles_location: 'CREATE INDEX IF NOT EXISTS company_roles_location ON company_roles (location)',
  metafields_value: 'CREATE INDEX IF NOT EXISTS metafields_value ON metafields (namespace, key, value)',
  customers_updated: 'CREATE INDEX IF NOT EXISTS customers_updated ON customers (updated, id)',
  products_updated: 'CREATE INDEX IF NOT EXISTS products_updated ON products (updated, id)',
  collection_products_product:
    'CREATE INDEX IF NOT EXISTS collection_products_product ON collection_products (product)',
  files_updated: 'CREATE INDEX IF NOT EXISTS files_updated ON files (updated, id)',
  product_media_file: 'CREATE INDEX IF NOT EXISTS product_media_file ON product_media (file)',
  variants_product: 'CREATE INDEX IF NOT EXISTS variants_product ON variants (product, position)',
  variants_sku: 'CREATE INDEX IF NOT EXISTS variants_sku ON variants (lower(sku))',
}

/** What a reset empties: everything but tokens, subscriptions and what is known of the shop itself. */
export const emptied = [
  'orders',
  'customers',
  'companies',
  'company_locations',
  'company_contacts',
  'company_roles',
  'definitions',
  'products',
  'variants',
  'collections',
  'collection_products',
  'published',
  'files',
  'blobs',
  'product_media',
  'tasks',
  'levels',
  'metafields',
  'idempotency',
  'deliveries',
  'bulk_operations',
  'bulk_pieces',
  'uploads',
]
