namespace Armillary.Images;

/// <summary>
/// A machine image could not be prepared. The message is one line that names what was wrong and what was expected, fit to
/// be shown as it is.
/// </summary>
public sealed class ImageException : Exception
{
    /// <summary>An exception with the line to show.</summary>
    /// <param name="message">One line: what is wrong, and with which file, tool or address.</param>
    public ImageException(string message) : base(message)
    {
    }

    /// <summary>An exception with the line to show and what caused it.</summary>
    /// <param name="message">One line: what is wrong, and with which file, tool or address.</param>
    /// <param name="innerException">The cause.</param>
    public ImageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
