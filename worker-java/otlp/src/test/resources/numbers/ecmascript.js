// Writes ecmascript.csv: bits of a double in hex, and what String(double) is. node ecmascript.js > ecmascript.csv
const view = new DataView(new ArrayBuffer(8));
let state = 20261121n;
function random64() {
  // xorshift64*
  state ^= state >> 12n; state ^= (state << 25n) & 0xffffffffffffffffn; state ^= state >> 27n;
  return (state * 2685821657736338717n) & 0xffffffffffffffffn;
}
for (let i = 0; i < 2000; ) {
  let bits = random64();
  if (i % 2) bits = (bits >> 6n) + (1010n << 52n);
  view.setBigUint64(0, bits);
  let value = view.getFloat64(0);
  if (i % 5 === 0) { value = Number(value.toPrecision(1 + (i % 17))); view.setFloat64(0, value); bits = view.getBigUint64(0); }
  if (!Number.isFinite(value)) continue;
  console.log(bits.toString(16).padStart(16, '0') + ',' + String(value));
  i++;
}
