import { encodeId } from '@kolony/domain/foundation/ids';
import { permissions } from '@kolony/domain/foundation/permissions';
import { Column, Computed, Stored, Timestamp } from '../../reading/decorators.ts';
import { BigInteger } from '../../server/scalars.ts';

/** Where a file can be taken: a path on this host. Both are UUIDs. */
export function filePath(brandId: unknown, fileId: unknown): string {
  return `/files/${encodeId('Brand', String(brandId))}/${encodeId('StoredFile', String(fileId))}`;
}

@Stored({
  name: 'StoredFile',
  table: 'stored_file',
  allow: 'JOB_READ',
  description: 'A file that was uploaded, or that a job made.',
})
export class StoredFile {
  @Column('name', () => String, 'What it is called, with its ending.')
  name!: string;

  @Column('content_type', () => String, 'Its media type, such as `text/csv; charset=utf-8`.')
  contentType!: string;

  @Column(
    (row) => `greatest(${row}.size, 0)`,
    () => BigInteger,
    'Its size in bytes; 0 while it is written.',
  )
  size!: number;

  @Computed(
    { brand: 'brand_id', id: 'id', needed: 'permissions', size: 'size' },
    ({ brand, id, needed, size }, _, { scope }) => {
      const held: unknown[] = permissions.filter((known) => scope.permissions.has(known));
      const open = Array.isArray(needed) && needed.every((one) => held.includes(one)) && Number(size) >= 0;
      return open ? filePath(brand, id) : null;
    },
    () => String,
    'Where it can be downloaded: a path on this host, to be asked for with the session of the caller. Each download is recorded in the audit log. Null while it is written, and without the permissions that it needs.',
    { nullable: true },
  )
  url!: string | null;

  @Timestamp('created_at', 'When it was begun (UTC).')
  createdAt!: Date;
}
