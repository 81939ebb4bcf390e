export interface PostgresAddress {
  /** A host name, an address, or the absolute folder of a Unix socket. */
  host: string;
  port: number;
  role: string;
  password: string;
  database: string;
}

/** The address as one URL that pg, pg-boss and drizzle-kit all understand. */
export function postgresUrl({ host, port, role, password, database }: PostgresAddress): string {
  const credentials = `${encodeURIComponent(role)}:${encodeURIComponent(password)}`;
  return host.startsWith('/')
    ? `postgresql://${credentials}@localhost:${String(port)}/${database}?host=${encodeURIComponent(host)}`
    : `postgresql://${credentials}@${host}:${String(port)}/${database}`;
}

/** The same server and credentials with another role, password or database. */
export function withAddress(
  url: string,
  changes: { role?: string; password?: string; database?: string },
): string {
  const changed = new URL(url);
  if (changes.role !== undefined) changed.username = encodeURIComponent(changes.role);
  if (changes.password !== undefined) changed.password = encodeURIComponent(changes.password);
  if (changes.database !== undefined) changed.pathname = `/${changes.database}`;
  return changed.toString();
}
