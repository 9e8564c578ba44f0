//! Activation functions, each with its derivative as one value.

crate::named_enum! {
    /// The activation of the hidden layers.
    pub enum Activation {
        /// tanh z.
        Tanh = "tanh",
        /// max(0, z).
        Relu = "relu",
        /// 1 / (1 + e^-z).
        Sigmoid = "sigmoid",
        /// z / (1 + |z|).
        Softsign = "softsign",
        /// ln(1 + e^z).
        Softplus = "softplus",
        /// z.
        Identity = "linear",
    }
}
