import type { Locale } from './scope.ts';

/** Codes of files that are brought in. See `error-messages.ts`. */
export const importMessages = {
  FILE_TOO_LARGE: {
    'zh-CN': '文件有 {actualMb} MB，最大 {limitMb} MB。请拆成几个文件。',
    en: 'The file has {actualMb} MB; at most {limitMb} MB are taken. Please split it.',
  },
  FILE_EMPTY: {
    'zh-CN': '文件是空的。',
    en: 'The file is empty.',
  },
  FILE_KIND_UNSUPPORTED: {
    'zh-CN': '这是 {kind} 文件，不能导入。请另存为 CSV 或 XLSX。',
    en: 'This is a {kind} file, which can’t be imported. Please save it as CSV or XLSX.',
  },
  FILE_NOT_A_TABLE: {
    'zh-CN': '文件里没有找到表格。请上传带表头的 CSV 或 XLSX。',
    en: 'No table was found in the file. Please upload a CSV or XLSX file with a header row.',
  },
  FILE_DAMAGED: {
    'zh-CN': '文件已损坏，打不开。请重新导出后再试。',
    en: 'The file is damaged and can’t be read. Please export it again.',
  },
  ENCODING_UNKNOWN: {
    'zh-CN': '认不出文件的文字编码。请选择编码，或另存为 UTF-8。',
    en: 'The text encoding was not recognised. Please choose it, or save the file as UTF-8.',
  },
  LINE_TOO_LONG: {
    'zh-CN': '第 {line} 行超过 {limit} 个字符。',
    en: 'Line {line} is longer than {limit} characters.',
  },
  TOO_MANY_COLUMNS: {
    'zh-CN': '第 {line} 行超过 {limit} 列。',
    en: 'Line {line} has more than {limit} columns.',
  },
  TOO_MANY_ROWS: {
    'zh-CN': '文件超过 {limit} 行。请拆成几个文件。',
    en: 'The file has more than {limit} rows. Please split it.',
  },
  NO_HEADER: {
    'zh-CN': '没有找到表头：第一行应当是各列的名称。',
    en: 'No header was found: the first row should name the columns.',
  },
  NO_ROWS: {
    'zh-CN': '只有表头，没有数据。',
    en: 'There is a header, but no rows below it.',
  },
  SHEET_NOT_FOUND: {
    'zh-CN': '工作簿里没有名为“{sheet}”的工作表。',
    en: 'The workbook has no sheet named “{sheet}”.',
  },
  XLSX_ENCRYPTED: {
    'zh-CN': '工作簿有密码。请去掉密码后再上传。',
    en: 'The workbook is protected by a password. Please remove it and upload again.',
  },
  XLSX_UNPACKS_TOO_LARGE: {
    'zh-CN': '工作簿解压后超过上限（{limitMb} MB，或压缩比 {ratio} 倍），已拒绝。',
    en: 'The workbook unpacks to more than is allowed ({limitMb} MB, or {ratio} times its size).',
  },
  XLSX_TOO_MANY_PARTS: {
    'zh-CN': '工作簿里有 {actual} 个部分，最多 {limit} 个。',
    en: 'The workbook has {actual} parts; at most {limit} are allowed.',
  },
  XLSX_TOO_MUCH_TEXT: {
    'zh-CN': '工作簿里的文字超过 {limitMb} MB。请拆成几个文件，或另存为 CSV。',
    en: 'The workbook holds more than {limitMb} MB of text. Please split it or save it as CSV.',
  },
  ORDER_ROWS_SCATTERED: {
    'zh-CN': '同一订单的明细散落在文件各处，共超过 {limit} 行。请先按订单号排序。',
    en: 'Lines of the same order are scattered over the file, in more than {limit} rows. Please sort the file by order number.',
  },
  ENCODING_MISFIT: {
    'zh-CN': '按 {encoding} 读不通这个文件。请换一种编码，或选自动识别。',
    en: 'The file can’t be read as {encoding}. Choose another encoding, or let it be recognised.',
  },
  DELIMITER_NOT_FOUND: {
    'zh-CN': '文件里的列不是用“{delimiter}”隔开的。请换一个分隔符，或选自动识别。',
    en: 'The columns of the file aren’t parted by “{delimiter}”. Choose another delimiter, or let it be recognised.',
  },
  HEADER_LINE_EMPTY: {
    'zh-CN': '第 {line} 行没有内容，不能当作列名。请选写着列名的那一行。',
    en: 'There is nothing in line {line} to name the columns. Choose the line in which they are named.',
  },
  WORKBOOK_NEEDS_NO_ENCODING: {
    'zh-CN': '工作簿没有编码和分隔符可选，请选择工作表。',
    en: 'A workbook has no encoding and no delimiter to choose; choose a sheet.',
  },
  TEXT_HAS_NO_SHEETS: {
    'zh-CN': '文本文件没有工作表可选，请选择编码或分隔符。',
    en: 'A text has no sheets to choose from; choose its encoding or its delimiter.',
  },
  IMPORT_NOT_POSSIBLE: {
    'zh-CN': '导入的状态为 {status}，不能执行 {action}。',
    en: 'The import is {status}; {action} is not possible.',
  },
  IMPORT_UNDO_BLOCKED: {
    'zh-CN': '不能撤销该导入：{reasons}。',
    en: 'This import cannot be undone: {reasons}.',
  },
  COLUMN_NOT_FOUND: {
    'zh-CN': '文件没有第 {column} 列，或没有字段“{field}”。',
    en: 'The file has no column {column}, or there is no field “{field}”.',
  },
  FIELD_MAPPED_TWICE: {
    'zh-CN': '“{field}”对应了不止一列。',
    en: '“{field}” is matched with more than one column.',
  },
  FIELDS_MISSING: {
    'zh-CN': '还要对应以下字段（每组至少一个）：{fields}',
    en: 'These fields still need a column (at least one of each group): {fields}',
  },
} as const satisfies Record<string, Record<Locale, string>>;
