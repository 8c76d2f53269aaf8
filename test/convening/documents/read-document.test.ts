import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../../src/convening/documents/document.ts'
import { readDocument } from '../../../src/convening/documents/read-document.ts'
import { checkText } from '../../../src/convening/silence/check-text.ts'
import { cell, number, paragraph, pdfOf, run, seenLine, sheetFile, WORD, wordFile, zipOf } from './files.ts'

const participants = [{ name: 'Summit Health', aliases: ['Summit'] }]
const AMOUNT = 'Summit pays 140 % of Medicare'

async function whatIsHidden(bytes: Buffer): Promise<string[]> {
  const { text, about, hidden } = await readDocument(bytes)
  // Whatever is hidden is read all the same.
  expect(checkText(`${text}\n\n${about}`, { participants })).not.toEqual([])
  return hidden.map(({ what }) => what)
}

async function whyUnreadable(bytes: Buffer): Promise<string> {
  const error = await readDocument(bytes).then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (error instanceof Unreadable) return error.why
  throw new Error('the document was read', { cause: error })
}

describe('a Word file', () => {
  const seen = paragraph(run('Agenda of the measures committee'))

  test('is read in the order of its paragraphs and table cells', async () => {
    const row = (...cells: string[]) =>
      `<w:tr>${cells.map((one) => `<w:tc>${paragraph(run(one))}</w:tc>`).join('')}</w:tr>`
    const { text, hidden } = await readDocument(
      await wordFile(`${seen}<w:tbl>${row('Measure', 'Target')}${row('Screening', '70 %')}</w:tbl>`),
    )
    expect(text).toContain('Agenda of the measures committee\n')
    expect(text).toMatch(/Measure\s*\tTarget\nScreening\s*\t70 %/)
    expect(hidden).toEqual([])
  })

  test.each([
    ['words set as hidden', '<w:vanish/>'],
    ['white words', '<w:color w:val="FFFFFF"/>'],
    ['words too small to read', '<w:sz w:val="2"/>'],
  ])('with %s is told', async (what, look) => {
    expect(await whatIsHidden(await wordFile(seen + paragraph(run(AMOUNT, look))))).toEqual([what])
  })

  test('that hides by a style is told', async () => {
    const styles = `<w:styles ${WORD}><w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style></w:styles>`
    const file = await wordFile(seen + paragraph(run(AMOUNT, '<w:rStyle w:val="Own"/>')), { 'word/styles.xml': styles })
    expect(await whatIsHidden(file)).toEqual(['words set as hidden'])
  })

  test('with white words on a dark cell is as it looks', async () => {
    const dark = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
    const file = await wordFile(
      `<w:tbl><w:tr>${dark}${paragraph(run('Measure', '<w:color w:val="FFFFFF"/>'))}</w:tc></w:tr></w:tbl>`,
    )
    expect((await readDocument(file)).hidden).toEqual([])
  })

  test('with a deletion that was tracked, or a comment in the margin, is told', async () => {
    const deleted = `<w:p><w:del w:id="1"><w:r><w:delText>${AMOUNT}</w:delText></w:r></w:del></w:p>`
    expect(await whatIsHidden(await wordFile(seen + deleted))).toEqual(['changes that were tracked and not accepted'])
    const comments = `<w:comments ${WORD}><w:comment>${paragraph(run(AMOUNT))}</w:comment></w:comments>`
    expect(await whatIsHidden(await wordFile(seen, { 'word/comments.xml': comments }))).toEqual([
      'comments in the margin',
    ])
  })

  test('with another file inside it is told, and its properties are read', async () => {
    const file = await wordFile(seen, {
      'word/embeddings/book.xlsx': 'x',
      'docProps/core.xml': `<c><t>${AMOUNT}</t></c>`,
    })
    expect(await whatIsHidden(file)).toEqual(['another file inside it'])
  })
})

describe('the properties of a file', () => {
  const core = (creator: string, saved: string) =>
    `<cp:coreProperties xmlns:cp="p" xmlns:dc="d"><dc:title>Lists</dc:title><dc:creator>${creator}</dc:creator><cp:lastModifiedBy>${saved}</cp:lastModifiedBy></cp:coreProperties>`

  test('are no words of its pages, and say who made it', async () => {
    const company = '<Properties><Application>Word</Application><Company>Summit Health</Company></Properties>'
    const parts = { 'docProps/core.xml': core('praman', 'Priya Raman'), 'docProps/app.xml': company }
    const word = await readDocument(await wordFile(paragraph(run('Agenda')), parts))
    expect(word.text).not.toContain('praman')
    expect(word.made_by).toEqual(['praman', 'Priya Raman', 'Summit Health'])
    const xml = `<sheetData><row r="1">${cell('A1', 'Agenda')}</row></sheetData>`
    expect((await readDocument(await sheetFile([{ name: 'One', xml }], parts))).made_by).toEqual(word.made_by)
  })

  test('of a Word file tell where its template lies', async () => {
    const rels =
      '<Relationships><Relationship Id="a" TargetMode="External" Target="file:///C:/Users/Summit%20Health/one.dotx"/></Relationships>'
    const { about } = await readDocument(
      await wordFile(paragraph(run('Agenda')), { 'word/_rels/settings.xml.rels': rels }),
    )
    expect(about).toContain('Summit Health')
  })
})

describe('an Excel file', () => {
  const open = `<sheetData><row r="1">${cell('A1', 'Practices that take part')}</row></sheetData>`
  const amounts = `<row r="2">${cell('A2', 'Payer')}${cell('B2', 'PMPM')}</row><row r="3">${cell('A3', 'Summit')}${cell('B3', '4.20')}</row>`

  test.each(['hidden', 'veryHidden'])('with a sheet that is %s is told', async (state) => {
    const file = await sheetFile([
      { name: 'Open', xml: open },
      { name: 'Back', state, xml: `<sheetData>${amounts}</sheetData>` },
    ])
    expect(await whatIsHidden(file)).toEqual(['a hidden sheet'])
  })

  test('with a hidden row or column is told', async () => {
    const row = `<sheetData><row r="1" hidden="1">${cell('A1', AMOUNT)}</row></sheetData>`
    expect(await whatIsHidden(await sheetFile([{ name: 'One', xml: row }]))).toEqual(['a hidden row'])
    const column = `<cols><col min="2" max="3" hidden="1"/></cols><sheetData>${amounts}</sheetData>`
    expect(await whatIsHidden(await sheetFile([{ name: 'One', xml: column }]))).toEqual(['a hidden column'])
  })

  test('that a workbook does not list among its sheets is told', async () => {
    const file = await sheetFile([{ name: 'Open', xml: open }], {
      'xl/worksheets/sheet9.xml': `<worksheet><sheetData>${amounts}</sheetData></worksheet>`,
    })
    expect(await whatIsHidden(file)).toEqual(['a hidden sheet'])
  })

  test('with a comment, or the copy that a pivot table keeps, is told', async () => {
    const comments = { 'xl/comments1.xml': `<comments><t>${AMOUNT}</t></comments>` }
    expect(await whatIsHidden(await sheetFile([{ name: 'One', xml: open }], comments))).toEqual(['comments on cells'])
    const pivot = { 'xl/pivotCache/pivotCacheRecords1.xml': `<r><s v="${AMOUNT}"/></r>` }
    expect(await whatIsHidden(await sheetFile([{ name: 'One', xml: open }], pivot))).toEqual(['a copy of other data'])
  })

  test('shows its numbers as a reader sees them', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;$&quot;#,##0.00"/></numFmts><fonts><font/></fonts><fills><fill/></fills><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    const xml = `<sheetData><row r="1">${number('A1', '0.05', 1)}${number('B1', '4.2', 2)}</row></sheetData>`
    const { text } = await readDocument(await sheetFile([{ name: 'One', xml }], { 'xl/styles.xml': styles }))
    expect(text).toContain('5%\t$4.2')
  })

  test('with cells that are white, or whose format shows nothing, is told', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf/><xf fontId="1"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    const xml = (style: number) => `<sheetData><row r="1">${cell('A1', AMOUNT, `s="${style}"`)}</row></sheetData>`
    const withStyles = { 'xl/styles.xml': styles }
    expect(await whatIsHidden(await sheetFile([{ name: 'One', xml: xml(1) }], withStyles))).toEqual(['white cells'])
    expect(await whatIsHidden(await sheetFile([{ name: 'One', xml: xml(2) }], withStyles))).toEqual([
      'cells whose format shows nothing',
    ])
  })
})

describe('a PDF', () => {
  test('is read as it is painted', async () => {
    const { text, hidden } = await readDocument(pdfOf(seenLine))
    expect(text).toContain('The agenda of the meeting')
    expect(hidden).toEqual([])
  })

  test.each([
    ['words that are not painted', `BT 3 Tr /F1 12 Tf 72 600 Td (${AMOUNT}) Tj ET`],
    ['white words', `BT 1 1 1 rg /F1 12 Tf 72 600 Td (${AMOUNT}) Tj ET`],
    ['white words', `BT 1 g /F1 12 Tf 72 600 Td (${AMOUNT}) Tj ET`],
    ['words too small to read', `BT /F1 1 Tf 72 600 Td (${AMOUNT}) Tj ET`],
    ['words off the page', `BT /F1 12 Tf 72 -300 Td (${AMOUNT}) Tj ET`],
  ])('with %s is told: %s', async (what, content) => {
    expect(await whatIsHidden(pdfOf(`${seenLine}\n${content}`))).toEqual([what])
  })

  test('with a comment on the page is told', async () => {
    const note = `/Annots [<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (${AMOUNT}) >>]`
    expect(await whatIsHidden(pdfOf(seenLine, note))).toEqual(['comments on the page'])
  })
})

test('a PDF says who made it', async () => {
  const { text, made_by } = await readDocument(pdfOf(seenLine, '', '/Author (Priya Raman) /Producer (Word)'))
  expect([text.includes('Priya'), made_by]).toEqual([false, ['Priya Raman']])
})

describe('a plain text', () => {
  test('with a comment that a page does not show, or characters that nobody sees, is told', async () => {
    expect(await whatIsHidden(Buffer.from(`# Agenda\n\n<!-- ${AMOUNT} -->\n`))).toEqual([
      'comments that a page does not show',
    ])
    expect(await whatIsHidden(Buffer.from(AMOUNT.replace('Summit', 'Sum\u200Bmit')))).toEqual([
      'characters that nobody sees',
    ])
  })
})

describe('a document whose text cannot be read says why', () => {
  test.each([
    ['it is empty', Buffer.alloc(0)],
    ['it is larger than 10 MB', Buffer.alloc(10_000_001, 'a')],
    ['it is encrypted, or of an old format', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['it is of no kind that is read', Buffer.from([0, 1, 2, 3])],
    ['no words can be read in it', pdfOf('0 0 m 10 10 l S')],
  ])('%s', async (why, bytes) => {
    expect(await whyUnreadable(bytes)).toBe(why)
  })

  test('a file that was sent in half', async () => {
    const whole = await wordFile(paragraph(run('Agenda '.repeat(500))))
    expect(await whyUnreadable(whole.subarray(0, whole.length >> 1))).toBe('the file is broken or half sent')
    expect(await whyUnreadable(pdfOf(seenLine).subarray(0, 60))).toBe('the file is broken or half sent')
  })

  test('one that unpacks to more than a document holds', async () => {
    const bomb = await zipOf({ 'word/document.xml': ' '.repeat(61_000_000) })
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await whyUnreadable(bomb)).toBe('it unpacks to more than a document holds')
  })

  test('one that brings text from elsewhere', async () => {
    const file = await zipOf({
      'word/document.xml': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    })
    expect(await whyUnreadable(file)).toBe('it declares a document type, which may bring text from elsewhere')
  })
})
