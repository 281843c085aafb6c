using Bunit;
using ClsPortal.Web.Shared.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Web.Tests.Shared;

public sealed class FilePickerTests : BunitContext
{
    private readonly LogLines _log = new();

    public FilePickerTests() => Services.AddLogging(logging => logging.AddProvider(_log));

    [Fact]
    public void What_goes_wrong_while_a_choice_is_read_is_said_and_logged_under_one_reference_and_the_page_stays()
    {
        var picker = RenderPicker(_ => throw new InvalidOperationException("Unrecognized time zone: Customized Time Zone"));

        Choose(picker);

        var said = picker.Find(".field-error").TextContent;
        said.Should().Contain("erreur de notre côté");
        var reference = said.Split(' ')[^1];
        string.Join('\n', _log.All).Should().Contain($"reference {reference}").And.Contain("Customized Time Zone");
        picker.Find("input").GetAttribute("aria-describedby").Should().Contain(picker.Find(".field-error").Id);
    }

    [Fact]
    public void A_file_that_is_gone_is_no_fault_of_ours()
    {
        var picker = RenderPicker(_ => throw new IOException("gone"));

        Choose(picker);

        picker.Find(".field-error").TextContent.Should().Contain("choisissez-le de nouveau");
        string.Join('\n', _log.All).Should().NotContain("reference");
    }

    [Fact]
    public void The_next_choice_takes_the_sentence_away()
    {
        var fails = true;
        var picker = RenderPicker(_ =>
        {
            if (fails)
            {
                throw new InvalidOperationException("x");
            }
        });
        Choose(picker);
        fails = false;

        Choose(picker);

        picker.FindAll(".field-error").Should().BeEmpty();
    }

    [Fact]
    public void No_page_has_a_file_field_of_its_own()
    {
        SourceTree
            .Files("Web", "*.razor")
            .Where(page => File.ReadAllText(page).Contains("<InputFile", StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .Should()
            .Equal("FilePicker.razor");
    }

    private static void Choose(IRenderedComponent<FilePicker> picker) =>
        picker.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("BEGIN:VCALENDAR", "vacances.ics"));

    private IRenderedComponent<FilePicker> RenderPicker(Action<IBrowserFile?> chosen)
    {
        var picker = Render<FilePicker>(parameters =>
            parameters
                .Add(field => field.Id, "file")
                .Add(field => field.Accept, ".ics")
                .Add(field => field.OnChosen, EventCallback.Factory.Create<IBrowserFile?>(this, chosen))
        );
        picker.WaitForState(() => !picker.Find("input").HasAttribute("disabled"), TimeSpan.FromMinutes(2));
        return picker;
    }
}
