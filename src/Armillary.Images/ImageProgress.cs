namespace Armillary.Images;

/// <summary>Where a long preparation stands.</summary>
/// <param name="Step">The step in words, the same for the whole of a step: <c>Downloading packages</c>.</param>
/// <param name="Detail">What the step is at now, or nothing.</param>
/// <param name="Fraction">How much of the step is done, 0 to 1; null where that is not known.</param>
public readonly record struct ImageProgress(string Step, string Detail = "", double? Fraction = null);
