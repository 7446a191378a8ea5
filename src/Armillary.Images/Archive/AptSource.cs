namespace Armillary.Images.Archive;

/// <summary>One archive that apt is configured with. The fields are those of sources.list(5).</summary>
/// <param name="Uri">The archive's root, without a slash at the end.</param>
/// <param name="Suite">The suite, such as a code name.</param>
/// <param name="Components">The components, such as <c>main</c>.</param>
/// <param name="SignedBy">The value of Signed-By (files, fingerprints, or a key block); null where there is none.</param>
public sealed record AptSource(string Uri, string Suite, IReadOnlyList<string> Components, string? SignedBy);
