import { useTranslation } from 'react-i18next';
import styles from './brand.module.css';

/** How logo and colours go together. */
export function BrandPreview(props: {
  name: string;
  logoUrl: string;
  primaryColor: string;
  secondaryColor: string;
}) {
  const { t } = useTranslation('brand');
  const primary = colorOr(props.primaryColor, '#1c2321');
  const secondary = colorOr(props.secondaryColor, '#e5e2da');
  const logo = /^(https:\/\/|data:image\/)/.test(props.logoUrl) ? props.logoUrl : '';
  return (
    <figure className={styles.preview}>
      <figcaption className="k-visually-hidden">{t('preview.title')}</figcaption>
      <div className={styles.previewCard} style={{ background: primary, color: inkOn(primary) }} aria-hidden>
        <span className={styles.previewLogo} style={{ background: secondary, color: inkOn(secondary) }}>
          {logo ? <img key={logo} src={logo} alt="" /> : props.name.slice(0, 1)}
        </span>
        <span className={styles.previewName}>{props.name}</span>
        <span>{t('preview.text')}</span>
        <span className={styles.previewButton} style={{ background: secondary, color: inkOn(secondary) }}>
          {t('preview.button')}
        </span>
      </div>
    </figure>
  );
}

function colorOr(color: string, fallback: string): string {
  return /^#[0-9a-f]{6}$/i.test(color) ? color : fallback;
}

/** Black or white, whichever is read better on a colour (relative luminance of WCAG 2). */
function inkOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? '#000000' : '#ffffff';
}
