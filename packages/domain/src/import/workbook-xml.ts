import { SaxesParser } from 'saxes';
import { ImportRefusal } from './import.codes.ts';

export interface XmlHandlers {
  /** Names come without their namespace prefix. */
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** Longest stretch of XML without any markup; the parser holds it as a whole. */
const LONGEST_STRETCH = 4 * 1024 * 1024;
const PIECE = 65_536;
/** Elements within elements; the parser holds all that are open. Workbooks need a dozen. */
const DEEPEST = 64;

/**
 * A streaming XML reader with bounded memory that takes no document type (so no entities can be defined) and
 * turns every mistake of the document into a refusal.
 */
export class WorkbookXml {
  readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  #stretch = 0;
  #depth = 0;

  constructor(handlers: XmlHandlers) {
    const parser = this.#parser;
    parser.on('error', () => {
      throw new ImportRefusal('FILE_DAMAGED');
    });
    parser.on('doctype', () => {
      throw new ImportRefusal('FILE_DAMAGED');
    });
    parser.on('opentag', (tag) => {
      this.#stretch = 0;
      if (++this.#depth > DEEPEST) throw new ImportRefusal('FILE_DAMAGED');
      handlers.open?.(localName(tag.name), tag.attributes);
    });
    parser.on('closetag', (tag) => {
      this.#stretch = 0;
      this.#depth--;
      handlers.close?.(localName(tag.name));
    });
    const { text } = handlers;
    if (text) {
      parser.on('text', text);
      parser.on('cdata', text);
    }
  }

  /** @throws ImportRefusal `FILE_DAMAGED` */
  write(text: string): void {
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      this.#stretch += piece.length;
      this.#parser.write(piece);
      if (this.#stretch > LONGEST_STRETCH) throw new ImportRefusal('FILE_DAMAGED');
    }
  }

  end(): void {
    this.#parser.close();
  }
}

/** Reads a whole part. */
export async function readXml(pieces: AsyncIterable<string>, handlers: XmlHandlers): Promise<void> {
  const xml = new WorkbookXml(handlers);
  for await (const piece of pieces) xml.write(piece);
  xml.end();
}

/** Undoes `_x000D_`, the way in which the format writes characters that XML can't hold (ECMA-376, ST_Xstring). */
export function unescapeCellText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
