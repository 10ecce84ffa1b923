import { renderSVG, renderUnicodeCompact } from 'uqr';

/** A text as a QR code (ISO/IEC 18004), an SVG document of its own: black on white, with the quiet zone that scanners need. */
export const qrCodeSvg = (text: string): string => renderSVG(text, { ecc: 'M', border: 4, pixelSize: 4 });

/** The same for a terminal that writes light on dark, as most do, in half blocks. */
export const qrCodeText = (text: string): string => renderUnicodeCompact(text, { ecc: 'L', border: 2 });
