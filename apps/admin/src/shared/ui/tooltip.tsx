import {
  cloneElement,
  type HTMLAttributes,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import styles from './tooltip.module.css';

const hover = { enter: 350, leave: 120 };
/** A finger rests on it before it is told more, and covers it until it is taken away. */
const touch = { enter: 700, leave: 1500 };

/** Says more of what is pointed at or has the focus. It can be pointed at itself, and Escape takes it away. */
export function Tooltip(props: { title: string; children: ReactElement<HTMLAttributes<HTMLElement>> }) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = (element: Element | undefined, after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), after);
  };
  const hide = () => show(undefined, 0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const delays = (event: PointerEvent) => (event.pointerType === 'touch' ? touch : hover);
  const onPointerLeave = (event: PointerEvent) => show(undefined, delays(event).leave);
  return (
    <>
      {cloneElement(props.children, {
        'aria-describedby': anchor && id,
        onPointerEnter: (event) => show(event.currentTarget, delays(event).enter),
        onPointerLeave,
        onFocus: (event) => event.currentTarget.matches(':focus-visible') && show(event.currentTarget, 0),
        onBlur: hide,
      })}
      {anchor && (
        <Bubble
          id={id}
          anchor={anchor}
          title={props.title}
          onHide={hide}
          onPointerEnter={() => clearTimeout(timer.current)}
          onPointerLeave={onPointerLeave}
        />
      )}
    </>
  );
}

const gap = 8;

function Bubble(props: HTMLAttributes<HTMLElement> & { anchor: Element; title: string; onHide: () => void }) {
  const { anchor, title, onHide, ...rest } = props;
  const bubble = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text takes other room
  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element) return;
    const at = anchor.getBoundingClientRect();
    const { width, height } = element.getBoundingClientRect();
    const below = at.bottom + gap;
    const left = Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - gap);
    element.style.left = `${Math.max(gap, left)}px`;
    element.style.top = `${below + height + gap > innerHeight ? at.top - gap - height : below}px`;
  }, [anchor, title]);
  const hide = useRef(onHide);
  hide.current = onHide;
  useEffect(() => {
    const left = new AbortController();
    const options = { signal: left.signal, capture: true };
    addEventListener('keydown', ({ key }) => key === 'Escape' && hide.current(), options);
    addEventListener('scroll', () => hide.current(), options);
    return () => left.abort();
  }, []);
  return createPortal(
    <div {...rest} ref={bubble} role="tooltip" className={styles.tooltip}>
      {title}
    </div>,
    document.body,
  );
}
