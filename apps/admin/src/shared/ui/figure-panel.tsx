import ChartIcon from '@mui/icons-material/ShowChart';
import TableIcon from '@mui/icons-material/TableRowsOutlined';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Panel } from './page.tsx';

/** A picture with the table behind it: the same figures for those who read rather than look. */
export function FigurePanel(props: {
  title: string;
  lead: string;
  /** What the two are called. */
  words: { picture: string; table: string };
  picture: ReactNode;
  table: ReactNode;
  actions?: ReactNode;
}) {
  const { title, lead, words, picture, table, actions } = props;
  const [reading, setReading] = useState(false);
  const other = reading ? words.picture : words.table;
  return (
    <Panel
      title={title}
      lead={lead}
      flush
      actions={
        <>
          {actions}
          <Button
            variant="text"
            startIcon={reading ? <ChartIcon /> : <TableIcon />}
            aria-label={`${other}: ${title}`}
            onClick={() => setReading(!reading)}
          >
            {other}
          </Button>
        </>
      }
    >
      {reading ? table : picture}
    </Panel>
  );
}
