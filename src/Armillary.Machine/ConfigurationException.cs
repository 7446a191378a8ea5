namespace Armillary.Machine;

/// <summary>
/// A machine cannot be built as asked: an option, a file or an image is wrong. The message is one line that names it and says what
/// was expected.
/// </summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what was met.</summary>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The configuration is wrong.</summary>
    public ConfigurationException()
        : this("the machine's configuration is wrong")
    {
    }
}
