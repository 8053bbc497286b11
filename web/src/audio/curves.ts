/** What filters will do to the spectrum, with the formulas of the engine (`crates/dsp/src/filter`): matched
 * bells, shelves and tilts after M. Vicanek, the cookbook's notch and passes, Butterworth slopes. */

export interface Section {
  b: [number, number, number];
  a: [number, number];
}

/** `(n2·s² + n1·s + n0) / (d2·s² + d1·s + d0)` with s = jω/ω₀. */
interface Prototype {
  num: [number, number, number];
  den: [number, number, number];
}

type Triple = [number, number, number];

/** Highest design frequency as a share of the sample rate. */
const FREQ_SHARE_MAX = 0.49;
/** Where the third point of the fit lies at most. */
const FIT_ANGLE_MAX = 0.9 * Math.PI;
const TAU = 2 * Math.PI;

export interface Band {
  shape: string;
  freq_hz: number;
  gain_db: number;
  q: number;
}

/** One band of the equaliser. */
export function bandSection({ shape, freq_hz, gain_db, q }: Band, rate_hz: number): Section {
  const size = Math.abs(gain_db);
  const turn = (section: Section, when: boolean) => (when ? inverse(section) : section);
  switch (shape) {
    case "low_shelf": return turn(design(lowShelf(size, q), freq_hz, rate_hz), gain_db < 0);
    // Cuts have their poles on the lower side of the centre, away from Nyquist.
    case "high_shelf": return turn(design(highShelf(-size, q), freq_hz, rate_hz), gain_db >= 0);
    case "tilt": return turn(design(tilt(-size, q), freq_hz, rate_hz), gain_db >= 0);
    case "notch": return cookbook(freq_hz, q, rate_hz, (cos) => [1, -2 * cos, 1]);
    case "band_pass": return cookbook(freq_hz, q, rate_hz, (_, alpha) => [alpha, 0, -alpha]);
    case "all_pass": return cookbook(freq_hz, q, rate_hz, (cos, alpha) => [1 - alpha, -2 * cos, 1 + alpha]);
    default: return turn(design(bell(size, q), freq_hz, rate_hz), gain_db < 0);
  }
}

/** Sections of a high-pass or low-pass of 6 to 48 dB per octave. */
export function passSections(kind: "high_pass" | "low_pass", freq_hz: number, slope_db_per_oct: number, rate_hz: number): Section[] {
  if (kind === "low_pass" && freq_hz >= FREQ_SHARE_MAX * rate_hz) return [];
  const order = Math.min(8, Math.max(1, Math.floor(slope_db_per_oct / 6 + 0.5)));
  const sections: Section[] = [];
  if (order % 2 === 1) sections.push(onePole(kind, freq_hz, rate_hz));
  for (let index = 0; index < Math.floor(order / 2); index++) {
    const q = butterworthQ(order, index);
    sections.push(cookbook(freq_hz, q, rate_hz, (cos) => {
      const half = (kind === "high_pass" ? 1 + cos : 1 - cos) / 2;
      return kind === "high_pass" ? [half, -2 * half, half] : [half, 2 * half, half];
    }));
  }
  return sections;
}

/** Gain of sections in series at a frequency, in dB. */
export function response_db(sections: readonly Section[], freq_hz: number, rate_hz: number): number {
  let power = 1;
  const phi = halfAngles((TAU * freq_hz) / rate_hz);
  for (const { b, a } of sections) power *= Math.max(0, square(b, phi)) / square([1, ...a], phi);
  return 10 * Math.log10(Math.max(power, 1e-30));
}

/** Output level of a compressor for a steady level, without make-up: the soft knee of Giannoulis et al. */
export function reduction_db(level_db: number, { threshold_db, ratio, knee_db, range_db }: Knee): number {
  const into = level_db - threshold_db + 0.5 * knee_db;
  const bent = Math.min(Math.max(into, 0), knee_db);
  const beyond = Math.max(into - knee_db, 0);
  const knee = knee_db > 0 ? (bent * bent) / (2 * knee_db) : 0;
  return Math.min((1 - 1 / ratio) * (knee + beyond), range_db);
}

export interface Knee {
  threshold_db: number;
  ratio: number;
  knee_db: number;
  range_db: number;
}

/** Attenuation of a closed gate for a steady level. */
export function gateReduction_db(level_db: number, gate: { threshold_db: number; ratio: number; range_db: number }): number {
  return Math.min((gate.ratio - 1) * Math.max(0, gate.threshold_db - level_db), gate.range_db);
}

const quarter = (gain_db: number) => 10 ** (gain_db / 40);

function bell(gain_db: number, q: number): Prototype {
  const a = quarter(gain_db);
  return { num: [1, a / q, 1], den: [1, 1 / (a * q), 1] };
}

function lowShelf(gain_db: number, q: number): Prototype {
  const a = quarter(gain_db);
  const slope = Math.sqrt(a) / q;
  return { num: [a, a * slope, a * a], den: [a, slope, 1] };
}

function highShelf(gain_db: number, q: number): Prototype {
  const a = quarter(gain_db);
  const slope = Math.sqrt(a) / q;
  return { num: [a * a, a * slope, a], den: [1, slope, a] };
}

function tilt(gain_db: number, q: number): Prototype {
  const a = quarter(2 * gain_db);
  const slope = Math.sqrt(a) / q;
  return { num: [a, slope, 1], den: [1, slope, a] };
}

function powerAt({ num, den }: Prototype, ratio: number): number {
  const of = ([s2, s1, s0]: Triple) => (s0 - s2 * ratio * ratio) ** 2 + (s1 * ratio) ** 2;
  return of(num) / of(den);
}

/** The prototype as a filter whose inverse is stable too. */
function design(prototype: Prototype, freq_hz: number, rate_hz: number): Section {
  const made = matched(prototype, freq_hz, rate_hz);
  return isStable(made) && isStable(inverse(made)) ? made : bilinear(prototype, freq_hz, rate_hz);
}

function matched(prototype: Prototype, freq_hz: number, rate_hz: number): Section {
  const centre = (TAU * freq_hz) / rate_hz;
  const [a1, a2] = poles(prototype, centre);
  const [even, odd] = [(1 + a1 + a2) ** 2, (1 - a1 + a2) ** 2];
  const fit = Math.min(centre, FIT_ANGLE_MAX);
  const [phi0, phi1, phi2] = halfAngles(fit);
  const denominator = even * phi0 + odd * phi1 - 4 * a2 * phi2;
  const [low2, high2] = [even * powerAt(prototype, 0), odd * powerAt(prototype, Math.PI / centre)];
  const middle = (denominator * powerAt(prototype, fit / centre) - low2 * phi0 - high2 * phi1) / phi2;
  const [low, high] = [Math.sqrt(low2), Math.sqrt(high2)];
  const half = 0.5 * (low + high);
  const b0 = 0.5 * (half + Math.sqrt(Math.max(0, half * half + middle)));
  return { b: [b0, 0.5 * (low - high), -middle / (4 * b0)], a: [a1, a2] };
}

/** Denominator by the impulse invariant transform. */
function poles({ den: [d2, d1, d0] }: Prototype, centre: number): [number, number] {
  const natural = Math.sqrt(d0 / d2);
  const damping = d1 / d2 / (2 * natural);
  const angle = Math.min(centre * natural, Math.PI);
  const decay = Math.exp(-damping * angle);
  const turn = damping <= 1 ? Math.cos(Math.sqrt(1 - damping * damping) * angle) : Math.cosh(Math.sqrt(damping * damping - 1) * angle);
  return [-2 * decay * turn, decay * decay];
}

function bilinear({ num, den }: Prototype, freq_hz: number, rate_hz: number): Section {
  const k = warped(freq_hz, rate_hz);
  const map = ([s2, s1, s0]: Triple): Triple => {
    const [first, last] = [s1 * k, s0 * k * k];
    return [s2 + first + last, 2 * (last - s2), s2 - first + last];
  };
  return scaled(map(num), map(den));
}

function cookbook(freq_hz: number, q: number, rate_hz: number, zeros: (cos: number, alpha: number) => Triple): Section {
  const angle = TAU * Math.min(freq_hz / rate_hz, FREQ_SHARE_MAX);
  const [cos, alpha] = [Math.cos(angle), Math.sin(angle) / (2 * q)];
  return scaled(zeros(cos, alpha), [1 + alpha, -2 * cos, 1 - alpha]);
}

function onePole(kind: "high_pass" | "low_pass", freq_hz: number, rate_hz: number): Section {
  const k = warped(freq_hz, rate_hz);
  return scaled(kind === "high_pass" ? [1, -1, 0] : [k, k, 0], [1 + k, k - 1, 0]);
}

function butterworthQ(order: number, index: number): number {
  return order === 2 ? Math.SQRT1_2 : 1 / (2 * Math.cos((Math.PI / (2 * order)) * (2 * index + 1 + (order % 2))));
}

function warped(freq_hz: number, rate_hz: number): number {
  return Math.tan(Math.PI * Math.min(freq_hz / rate_hz, FREQ_SHARE_MAX));
}

function inverse({ b, a }: Section): Section {
  return scaled([1, ...a], b);
}

function isStable({ a: [a1, a2] }: Section): boolean {
  return Math.abs(a2) < 1 && Math.abs(a1) < 1 + a2;
}

function scaled(b: Triple, [a0, a1, a2]: Triple): Section {
  return { b: [b[0] / a0, b[1] / a0, b[2] / a0], a: [a1 / a0, a2 / a0] };
}

function halfAngles(angle: number): Triple {
  const phi1 = Math.sin(0.5 * angle) ** 2;
  const phi0 = 1 - phi1;
  return [phi0, phi1, 4 * phi0 * phi1];
}

function square([x0, x1, x2]: Triple, [phi0, phi1, phi2]: Triple): number {
  const [even, odd] = [x0 + x1 + x2, x0 - x1 + x2];
  return even * even * phi0 + odd * odd * phi1 - 4 * x0 * x2 * phi2;
}
