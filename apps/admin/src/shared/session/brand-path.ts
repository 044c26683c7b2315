const brandId = /^\/(brand_[0-7][0-9a-hjkmnp-tv-z]{25})(?=\/|$)/;

/** The brand at work is the first part of every address: links go to the right brand, and tabs don't disturb each other. */
export function brandOfPath(path: string): string | undefined {
  return brandId.exec(path)?.[1];
}

/** An address without its brand: the path of a page. */
export function pageOfPath(path: string): string {
  return path.replace(brandId, '') || '/';
}

/** The same page of another brand; of details of one record, only the list they are in. */
export function pathInBrand(path: string, brand: string): string {
  const [, page = ''] = path.replace(brandId, '').split('/');
  return `/${brand}/${page}`;
}

const storageKey = 'kolony.brand';

export function rememberBrand(brand: string): void {
  localStorage.setItem(storageKey, brand);
}
/** The brand that the address names, or else the one last worked in. */
export function brandWanted(): string | undefined {
  return brandOfPath(location.pathname) ?? localStorage.getItem(storageKey) ?? undefined;
}
