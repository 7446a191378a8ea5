namespace Armillary.Conformance.Programs;

/// <summary>Words with labels.</summary>
public sealed class ProgramAssembler
{
    private readonly List<uint> words = [];
    private readonly List<int> labels = [];
    private readonly List<(int At, int Label)> uses = [];

    /// <summary>How many words there are.</summary>
    public int Count => words.Count;

    /// <summary>A label to be placed.</summary>
    public int NewLabel()
    {
        labels.Add(-1);
        return labels.Count - 1;
    }

    /// <summary>The next word is a label's.</summary>
    public void Place(int label) => labels[label] = words.Count;

    /// <summary>Whether a label is placed already: a branch to it goes backward.</summary>
    public bool IsPlaced(int label) => labels[label] >= 0;

    /// <summary>A word.</summary>
    public void Emit(uint word) => words.Add(word);

    /// <summary>A word whose PC-relative field is to lead to a label.</summary>
    public void Emit(uint word, int label)
    {
        uses.Add((words.Count, label));
        words.Add(word);
    }

    /// <summary>The words, all fields filled in; null where one does not reach.</summary>
    public uint[]? Finish()
    {
        uint[] all = [.. words];
        foreach ((int at, int label) in uses)
        {
            int distance = labels[label] - at;
            (int lsb, int width) = (all[at] >> 24) switch
            {
                0x10 => (5, 19), // ADR, of which immlo stays 0
                0x36 or 0x37 or 0xB6 or 0xB7 => (5, 14),
                0x14 or 0x94 => (0, 26),
                _ => (5, 19),
            };
            if (distance >= 1 << (width - 1) || distance < -(1 << (width - 1)))
            {
                return null;
            }

            all[at] |= ((uint)distance & ((1u << width) - 1)) << lsb;
        }

        return all;
    }
}
