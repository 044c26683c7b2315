import { currentLocale } from '../i18n/locale.ts';

/** What every request to the gateway says about the caller beside its cookie. */
export function requestHeaders(brandId: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {
    'accept-language': currentLocale(),
    // Not a simple request any more, so that no other site's form can send it with the operator's cookie.
    'kolony-csrf': '1',
  };
  if (brandId) headers['kolony-brand'] = brandId;
  return headers;
}
