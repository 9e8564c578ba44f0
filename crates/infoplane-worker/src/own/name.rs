//! How arrays are named.

/// What an array holds, by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The class of each sample: `labels`.
    Labels,
    /// What the network was given: `inputs`.
    Inputs,
    /// Activations: `10/fc1` or `epoch10/fc1`.
    Layer {
        /// The epoch.
        epoch: u32,
        /// The layer.
        layer: String,
    },
}

impl Role {
    /// What an array of that name holds: the first part that is an epoch decides where the name of the layer begins.
    ///
    /// ```
    /// use infoplane_worker::own::name::Role;
    /// let layer = |epoch, layer: &str| Some(Role::Layer { epoch, layer: layer.to_owned() });
    /// assert_eq!(Role::of("10/fc1"), layer(10, "fc1"));
    /// assert_eq!(Role::of("run/epoch-003/encoder/0"), layer(3, "encoder/0"));
    /// assert_eq!((Role::of("labels"), Role::of("last/fc1")), (Some(Role::Labels), None));
    /// ```
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "labels" => return Some(Self::Labels),
            "inputs" => return Some(Self::Inputs),
            _ => {}
        }
        let parts: Vec<&str> = name.split('/').collect();
        let layers = parts.iter().enumerate().filter_map(|(at, part)| Some((at, epoch(part)?)));
        let (at, epoch) = layers.into_iter().find(|(at, _)| at + 1 < parts.len())?;
        let layer = parts[at + 1..].join("/");
        (!layer.is_empty()).then_some(Self::Layer { epoch, layer })
    }

    /// What a file of one array holds, by its path: that of [`Role::of`] without the ending, and within the file's own
    /// name `_` may stand for `/`.
    ///
    /// ```
    /// use infoplane_worker::own::name::Role;
    /// let fc1 = Some(Role::Layer { epoch: 10, layer: "fc1".to_owned() });
    /// assert_eq!(Role::of_file("acts/10/fc1.npy"), fc1);
    /// assert_eq!(Role::of_file("acts/epoch10_fc1.csv"), fc1);
    /// assert_eq!(Role::of_file("acts/labels.npy"), Some(Role::Labels));
    /// assert_eq!(Role::of_file("acts.npz"), None);
    /// ```
    pub fn of_file(path: &str) -> Option<Self> {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let folders = &path[..path.len() - file.len()];
        let short = Self::of(stem).or_else(|| Self::of(&stem.replacen('_', "/", 1)));
        short.or_else(|| Self::of(&format!("{folders}{stem}")))
    }
}

/// Whether the ending of a file's name is that of arrays or tables.
///
/// ```
/// use infoplane_worker::own::name::is_data;
/// assert!(is_data("fc1.NPY") && !is_data(".DS_Store"));
/// ```
pub fn is_data(file: &str) -> bool {
    const ENDINGS: [&str; 5] = [".npz", ".npy", ".csv", ".tsv", ".txt"];
    let file = file.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| file.ends_with(ending))
}

/// What files are sorted by: as their paths, but numbers in them by their size.
///
/// ```
/// use infoplane_worker::own::name::in_order;
/// let mut files = ["10/fc2.npy", "9/fc10.npy", "9/fc2.npy"];
/// files.sort_by_key(|file| in_order(file));
/// assert_eq!(files, ["9/fc2.npy", "9/fc10.npy", "10/fc2.npy"]);
/// ```
pub fn in_order(path: &str) -> Vec<(String, u64)> {
    let is_digit = |c: &char| c.is_ascii_digit();
    let (mut parts, mut rest) = (Vec::new(), path.chars().peekable());
    while rest.peek().is_some() {
        let text: String = core::iter::from_fn(|| rest.next_if(|c| !is_digit(c))).collect();
        let number: String = core::iter::from_fn(|| rest.next_if(is_digit)).collect();
        parts.push((text, number.parse().unwrap_or(0)));
    }
    parts
}

/// The number of `10`, `epoch10`, `epoch-10` or `epoch_10`.
fn epoch(part: &str) -> Option<u32> {
    let number = part.strip_prefix("epoch").map_or(part, |rest| rest.trim_start_matches(['-', '_']));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_epoch_are_none() {
        for name in ["", "10", "10/", "/fc1", "-1/fc1", "1.5/fc1", "99999999999/fc1", "label", "ten/fc1"] {
            assert_eq!(Role::of(name), None, "{name}");
        }
    }
}
