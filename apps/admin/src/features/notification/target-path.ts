import { pathInBrand } from '../../shared/session/brand-path.ts';

/** Where the record that a notification leads to is looked at: a page of this brand, or an address of another. */
export type Target = { page: string } | { address: string };

export function targetOf(id: string | null | undefined): Target | undefined {
  switch (id?.slice(0, id.indexOf('_'))) {
    case 'import':
      return { page: `/imports/${id}` };
    case 'job':
      return { page: `/jobs?open=${id}` };
    case 'seat':
      return { page: '/operators' };
    case 'operator':
      return { page: '/security' };
    case 'brand':
      return { address: pathInBrand('/', id ?? '') };
    default:
      return undefined;
  }
}
