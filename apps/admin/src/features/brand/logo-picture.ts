/** Most bytes of a logo that is kept as a picture. */
const largestLogo = 200_000;

const kinds = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const sides = [512, 384, 256, 160];

/**
 * A picture as a `data:` URL of at most 200 kB: as it is where it fits, else scaled down.
 * @returns the URL, or why there is none
 */
export async function pictureUrl(
  file: Blob,
): Promise<{ url: string } | { problem: 'notPicture' | 'tooLarge' }> {
  if (!kinds.includes(file.type)) return { problem: 'notPicture' };
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return { problem: 'notPicture' };
  try {
    if (file.size <= largestLogo) return { url: await dataUrl(file) };
    for (const side of sides) {
      const smaller = await scaled(picture, side);
      if (smaller && smaller.size <= largestLogo) return { url: await dataUrl(smaller) };
    }
    return { problem: 'tooLarge' };
  } finally {
    picture.close();
  }
}

/** How many bytes a `data:` URL holds. */
export function bytesOf(url: string): number {
  return Math.floor(((url.length - url.indexOf(',') - 1) * 3) / 4);
}

async function scaled(picture: ImageBitmap, side: number): Promise<Blob | undefined> {
  const ratio = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * ratio));
  canvas.height = Math.max(1, Math.round(picture.height * ratio));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/webp', 0.9));
}

async function dataUrl(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:${blob.type};base64,${btoa(binary)}`;
}
