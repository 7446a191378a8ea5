using System.Globalization;
using Armillary.Backends.Char;
using Armillary.Engines;
using Armillary.Images;
using Armillary.Machine;

namespace Armillary.Compare;

/// <summary>
/// What a guest instruction costs to translate. First the translator alone (<see cref="TranslatorLoop"/>), then everything included: the small guest boots several times in one process, each time on a machine of its own, which
/// shares no translations with the one before. The first boot runs the translator's own code cold, the later ones
/// compiled; but the caches of the host's processor are full of the guest each time that it is called.
/// </summary>
internal sealed class TranslationCost(Options options, SmallGuest guest, CancellationToken cancellation)
{
    /// <summary>Boots and prints a row for each. False: a guest did not start.</summary>
    public bool Run()
    {
        TranslatorLoop.Run(guest.Kernel);
        Console.WriteLine();
        Console.WriteLine("| boot | guest instructions | blocks | ms | ns each |\n|---:|---:|---:|---:|---:|");
        for (int boot = 1; boot <= Math.Max(3, options.Rounds); boot++)
        {
            if (Boot() is not { } statistics)
            {
                return false;
            }

            double nanoseconds = statistics.TranslationNanoseconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {boot} | {statistics.TranslatedInstructions:N0} | {statistics.Translations:N0} | {nanoseconds / 1e6:F1} | {nanoseconds / statistics.TranslatedInstructions:F0} |"));
        }

        return true;
    }

    private EngineStatistics? Boot()
    {
        cancellation.ThrowIfCancellationRequested();
        using var console = new MemoryChar();
        using var machine = new Machine.Machine(new MachineConfig
        {
            Kernel = guest.Kernel,
            Initrd = guest.Initrd,
            CommandLine = "console=ttyAMA0 nokaslr",
            Memory = 256 << 20,
            Console = console,
        });
        machine.Start();
        bool up = console.WaitFor("Run /init as init process", TimeSpan.FromMinutes(2));
        machine.Stop();
        _ = machine.WaitForExit();
        if (!up)
        {
            Console.Error.WriteLine("compare: the guest did not reach its init within two minutes");
            return null;
        }

        return machine.Statistics;
    }
}
