/* counts visits */window.Matomo=window.Matomo||{};
