//! The texts of the product in Dutch, French and English
