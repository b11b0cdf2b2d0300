// Tables as lines of cells. A cell holds one line: its paragraphs are joined, the items of its lists stand in a row.

const ITEM = /^(?:[-*+]|\d+\.)\s+/

export function addTables (service) {
  const texts = new WeakMap()

  service.addRule('cell', {
    filter: ['td', 'th'],
    replacement (content, node) {
      texts.set(node, oneLine(content))
      return ''
    }
  })
  service.addRule('row', { filter: ['tr', 'thead', 'tbody', 'tfoot', 'colgroup', 'col'], replacement: () => '' })
  service.addRule('caption', { filter: 'caption', replacement: () => '' })
  service.addRule('table', {
    filter: 'table',
    replacement (content, node) {
      const rows = trimmed(grid(node, texts))
      if (!rows.length) return '\n\n'
      const caption = node.caption ? `${node.caption.textContent.trim()}\n\n` : ''
      const line = (cells) => `| ${cells.join(' | ')} |`
      const [head, ...rest] = rows
      return `\n\n${caption}${[line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n')}\n\n`
    }
  })
}

function oneLine (content) {
  const lines = content.split('\n').map((each) => each.trim()).filter(Boolean)
  const listed = lines.some((each) => ITEM.test(each))
  return lines.map((each) => each.replace(ITEM, '')).join(listed ? '; ' : ' ').replace(/\|/g, '\\|')
}

// Cells that span several columns or rows leave empty ones behind.
function grid (table, texts) {
  const rows = [...table.rows].map(() => [])
  for (const [at, row] of [...table.rows].entries()) {
    let column = 0
    for (const cell of row.cells) {
      while (rows[at][column] !== undefined) column += 1
      for (let down = 0; down < Math.min(cell.rowSpan || 1, rows.length - at); down += 1) {
        for (let right = 0; right < Math.min(cell.colSpan, 40); right += 1) {
          rows[at + down][column + right] = down || right ? '' : texts.get(cell) ?? ''
        }
      }
    }
  }
  return rows
}

// Without empty rows and columns, every row as long as the longest.
function trimmed (rows) {
  const told = rows.map((row) => Array.from(row, (cell) => cell ?? '')).filter((row) => row.some(Boolean))
  const width = Math.max(0, ...told.map((row) => row.length))
  const wanted = [...Array(width).keys()].filter((column) => told.some((row) => row[column]))
  return told.map((row) => wanted.map((column) => row[column] ?? ''))
}
