using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Armillary.Generators.A64;

/// <summary>
/// From the [A64] rows on methods of <c>A64Translator</c>: the decoder, the call of the method, the encoding table, the
/// disassembler's printing. It generates no semantics.
/// </summary>
[Generator]
public sealed class A64Generator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor BadRow = new DiagnosticDescriptor(
        "ARM64001", "Bad encoding", "{0}: {1}", "Armillary", DiagnosticSeverity.Error, true);

    private static readonly DiagnosticDescriptor Overlap = new DiagnosticDescriptor(
        "ARM64002", "Overlapping encodings", "{0} and {1} overlap and neither is more specific", "Armillary", DiagnosticSeverity.Error, true);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<ImmutableArray<EncodingRow>>> methods = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Armillary.Arm.A64.A64Attribute",
            static (_, _) => true,
            static (c, _) => c.Attributes.Select(a => EncodingRow.Parse((IMethodSymbol)c.TargetSymbol, a)).ToImmutableArray()).Collect();
        context.RegisterSourceOutput(methods, static (output, all) => Generate(output, all.SelectMany(m => m).ToList()));
    }

    private static void Generate(SourceProductionContext output, List<EncodingRow> rows)
    {
        if (rows.Count == 0)
        {
            // A project without instructions has no decoder.
            return;
        }

        foreach (EncodingRow row in rows.Where(r => r.Error != null))
        {
            output.ReportDiagnostic(Diagnostic.Create(BadRow, row.Location, row.Name, row.Error));
        }

        rows = rows.Where(r => r.Error == null)
            .OrderByDescending(r => r.Specificity)
            .ThenBy(r => r.When == null ? 1 : 0)
            .ThenBy(r => r.Value)
            .ThenBy(r => r.Name, System.StringComparer.Ordinal)
            .ToList();
        for (int i = 0; i < rows.Count; i++)
        {
            rows[i].Index = i;
            for (int j = 0; j < i; j++)
            {
                EncodingRow a = rows[i], b = rows[j];
                if (a.When == null && b.When == null && a.Overlaps(b) && !a.IsWithin(b) && !b.IsWithin(a))
                {
                    output.ReportDiagnostic(Diagnostic.Create(Overlap, a.Location, a.Name, b.Name));
                }
            }
        }

        output.AddSource("A64Decoder.g.cs", DecoderWriter.Decoder(rows));
        output.AddSource("A64Translator.g.cs", DecoderWriter.Dispatch(rows));
        output.AddSource("A64EncodingTable.g.cs", DecoderWriter.Table(rows));
        output.AddSource("A64Printer.g.cs", DecoderWriter.Printer(rows));
    }
}
