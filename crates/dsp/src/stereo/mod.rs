//! Left and right: pan, width, mid and side.

mod mid_side;
mod pan;
mod width;

pub use mid_side::{decode_mid_side, encode_mid_side};
pub use pan::{Pan, PanParams};
pub use width::{Width, WidthParams};
