/** Integrated loudness after ITU-R BS.1770-4, for spans that the service has not measured. */

interface Biquad {
  b: [number, number, number];
  a: [number, number];
}

/** Filters are designed anew for each rate; constants are those behind the standard's tables for 48 kHz. */
function kWeighting(rate_hz: number): [Biquad, Biquad] {
  const shelf = { hz: 1681.974450955533, gain_db: 3.999843853973347, q: 0.7071752369554196 };
  const pass = { hz: 38.13547087602444, q: 0.5003270373238773 };
  const k = Math.tan((Math.PI * shelf.hz) / rate_hz);
  const high = 10 ** (shelf.gain_db / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / shelf.q + k * k;
  const c = Math.tan((Math.PI * pass.hz) / rate_hz);
  const p0 = 1 + c / pass.q + c * c;
  return [
    {
      b: [(high + (band * k) / shelf.q + k * k) / a0, (2 * (k * k - high)) / a0, (high - (band * k) / shelf.q + k * k) / a0],
      a: [(2 * (k * k - 1)) / a0, (1 - k / shelf.q + k * k) / a0],
    },
    { b: [1, -2, 1], a: [(2 * (c * c - 1)) / p0, (1 - c / pass.q + c * c) / p0] },
  ];
}

function filtered(samples: Float32Array, { b, a }: Biquad): Float32Array {
  const out = new Float32Array(samples.length);
  let [s1, s2] = [0, 0];
  for (let index = 0; index < samples.length; index++) {
    const x = samples[index] ?? 0;
    const y = b[0] * x + s1;
    s1 = b[1] * x - a[0] * y + s2;
    s2 = b[2] * x - a[1] * y;
    out[index] = y;
  }
  return out;
}

const BLOCK_S = 0.4;
const STEP_S = 0.1;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

const lufsOf = (power: number) => -0.691 + 10 * Math.log10(power);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of one or two channels; nothing where everything is silent. A single channel counts once. */
export function integrated_lufs(channels: readonly Float32Array[], rate_hz: number): number | undefined {
  const [shelf, pass] = kWeighting(rate_hz);
  const weighted = channels.map((samples) => filtered(filtered(samples, shelf), pass));
  const [block, step] = [Math.round(BLOCK_S * rate_hz), Math.round(STEP_S * rate_hz)];
  const powers: number[] = [];
  for (let at = 0; at + block <= (weighted[0]?.length ?? 0); at += step) {
    let power = 0;
    for (const samples of weighted) {
      let sum = 0;
      for (let index = at; index < at + block; index++) sum += (samples[index] ?? 0) ** 2;
      power += sum / block;
    }
    powers.push(power);
  }
  const loud = powers.filter((power) => lufsOf(power) > ABSOLUTE_GATE_LUFS);
  if (loud.length === 0) return undefined;
  const gate = lufsOf(mean(loud)) + RELATIVE_GATE_LU;
  return lufsOf(mean(loud.filter((power) => lufsOf(power) > gate)));
}
